using System.Text.Json.Serialization;

namespace Portal.Client.Keys;

[JsonConverter(typeof(JsonStringEnumConverter<KeyState>))]
public enum KeyState
{
    /// <summary>It opens what its scopes and its owner's role allow.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Its owner may not sign in, so neither may it.</summary>
    [JsonStringEnumMemberName("suspended")]
    Suspended,

    [JsonStringEnumMemberName("expired")]
    Expired,

    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
