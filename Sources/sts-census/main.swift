print("sts-census")
