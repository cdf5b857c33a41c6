using System.Globalization;
using System.Text.Json;

namespace Portal.Security.Audit.Storing;

/// <summary>What the audit records of itself.</summary>
internal static class PortalActions
{
    public const string Start = "portal.start";
    public const string Stop = "portal.stop";
    public const string Retain = "audit.retain";

    public static string RetainArguments(long upTo, byte[] hash) => JsonSerializer.Serialize(
        new Dictionary<string, string> { ["upTo"] = upTo.ToString(CultureInfo.InvariantCulture), ["hash"] = AuditHash.Text(hash) });
}
