namespace Portal.Data;

/// <summary>Puts something to look at into an empty database; runs only where <c>Portal:Seed</c> says so.</summary>
internal interface ISeed
{
    Task RunAsync(CancellationToken cancellationToken);
}
