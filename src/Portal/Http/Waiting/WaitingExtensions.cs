namespace Portal.Http.Waiting;

internal static class WaitingExtensions
{
    /// <summary>The endpoint takes <c>Prefer: wait=N</c>, by <see cref="Settling"/>.</summary>
    public static TBuilder Waits<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new WaitsAttribute()));
        return endpoint.EndsWithSession();
    }
}
