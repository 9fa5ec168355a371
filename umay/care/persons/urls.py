app_name = "persons"

urlpatterns = []
