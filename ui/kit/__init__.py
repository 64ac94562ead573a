"""Our own widgets; they know no customer and no complaint."""
