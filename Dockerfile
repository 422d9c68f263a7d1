FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 COCREATOR_VAR=/var/lib/cocreator
# Nothing else belongs to this account: what it runs it cannot change.
RUN useradd --system --create-home --home-dir /var/lib/cocreator cocreator \
    && install --directory --owner cocreator --mode 700 /backups
WORKDIR /srv/cocreator

# What others wrote changes seldom, and is a layer of its own.
COPY constraints.txt pyproject.toml README.md LICENSE ./
RUN python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
    | pip install --no-cache-dir -c constraints.txt -r /dev/stdin
COPY . .
RUN pip install --no-cache-dir --no-deps -c constraints.txt -e . \
    && PYTHONDONTWRITEBYTECODE= python -m compileall -q cocreator game scenarios research

USER cocreator
VOLUME /var/lib/cocreator /backups
EXPOSE 8000
# One process that serves. What must be done once before it, the service `migrate` of docker-compose.yml does.
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0"]
