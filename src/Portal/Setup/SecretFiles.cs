namespace Portal.Setup;

/// <summary>
/// Secrets as files, one each, as Docker and Kubernetes hand them out: <c>Portal:SecretsDirectory</c> names the folder; a file
/// <c>Portal__AdminPassword</c> holds the setting <c>Portal:AdminPassword</c>, and goes before every other source.
/// </summary>
internal static class SecretFiles
{
    public const string Key = "Portal:SecretsDirectory";

    /// <summary>What is wrong with the folder, or null.</summary>
    public static string? AddSecretFiles(this ConfigurationManager configuration)
    {
        if (configuration[Key] is not { Length: > 0 } folder)
            return null;
        try
        {
            configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Key} is '{folder}', which cannot be read: {e.Message}";
        }
    }
}
