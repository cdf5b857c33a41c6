namespace Portal.Client.Elements;

/// <summary>The shape of what is being loaded.</summary>
public enum SkeletonKind
{
    Rows,
    Cards,
    Text,
    Chart,
}
