"""Addresses of the accords room: a file for each noun, included by umay/front/urls.py."""
