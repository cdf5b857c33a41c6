using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Client.Operations;
using Portal.Client.Orders;

namespace Portal.Http.Conditional;

/// <summary>
/// Strong entity tags. What counts its changes has the number of the last one, with a mark of this build in front: another version of the
/// portal may put the same thing into other bytes. Everything else has a digest of the bytes.
/// </summary>
internal static class EntityTag
{
    private static readonly string _build = typeof(EntityTag).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..6];

    public static string Of(ILiveEntity entity) => string.Create(CultureInfo.InvariantCulture, $"\"{_build}-{entity.Version}\"");

    public static string Of(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";

    /// <summary>Whether the number of changes covers everything that is shown of it; figures are sampled, and not counted.</summary>
    public static bool IsCounted(object value) => value is OrderView or InstanceView or OperationView;

    /// <summary>Whether the caller has what it would be sent (<c>If-None-Match</c>).</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var known = request.Headers.IfNoneMatch;
        return known.Count > 0 && EntityTagHeaderValue.TryParseList(known, out var tags)
            && tags.Any(one => one.Tag == "*" || one.Tag == tag); // weak comparison: a W/ before it makes no difference
    }
}
