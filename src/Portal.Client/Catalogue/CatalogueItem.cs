namespace Portal.Client.Catalogue;

/// <summary>A product with what there is of it, if somebody knows.</summary>
public sealed record CatalogueItem(ProductView Product, long? Available);
