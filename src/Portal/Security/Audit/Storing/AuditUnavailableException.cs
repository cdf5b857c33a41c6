namespace Portal.Security.Audit.Storing;

/// <summary>Nothing can be recorded now, so nothing that would have to be may be done.</summary>
internal sealed class AuditUnavailableException(string path, Exception? cause)
    : Exception($"The audit '{path}' cannot be written: {cause?.Message ?? "the portal is stopping"}", cause);
