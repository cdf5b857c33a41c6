using System.Text.Json.Serialization;

namespace Portal.Sandbox.Payments;

/// <summary>The body of a 402.</summary>
internal sealed record Declined([property: JsonPropertyName("declined")] bool IsDeclined, string Reason);
