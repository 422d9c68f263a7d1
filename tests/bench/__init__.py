"""Do the measuring tools measure?"""
