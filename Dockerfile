FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 COCREATOR_VAR=/var/lib/cocreator
RUN useradd --system --create-home --home-dir /var/lib/cocreator cocreator
WORKDIR /srv/cocreator

COPY . .
RUN pip install --no-cache-dir -c constraints.txt -e .

USER cocreator
VOLUME /var/lib/cocreator
EXPOSE 8000
# Static files are collected at the start, because the volume may still hold those of an older image.
CMD ["sh", "-c", "python manage.py migrate --no-input && python manage.py load_research && python manage.py load_scenarios && python manage.py collectstatic --no-input --clear --verbosity 0 && exec python manage.py serve --host 0.0.0.0"]
