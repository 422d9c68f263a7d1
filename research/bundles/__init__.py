"""Records of the library on their way from one installation to another: written as they were published, read as drafts."""
