"""The admin panel of the Tabys CRM in a chat."""
