"""Routes of the whole house: the front door's own, and one prefix per room."""

urlpatterns = []
