using System.Text.Json.Serialization;

namespace Portal.Compute.Instances;

/// <summary>The body of <c>PUT /api/instances/{id}/protection</c>.</summary>
/// <param name="IsProtected">Whether stop, reboot and terminate are refused.</param>
internal sealed record ProtectionRequest([property: JsonPropertyName("protected")] bool? IsProtected);
