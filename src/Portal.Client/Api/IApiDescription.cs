namespace Portal.Client.Api;

/// <summary>What programs can call, as the OpenAPI document says it.</summary>
public interface IApiDescription
{
    Task<IReadOnlyList<ApiCall>> ReadAsync(CancellationToken cancellationToken);
}
