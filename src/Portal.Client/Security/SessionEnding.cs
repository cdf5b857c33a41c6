using System.Text.Json.Serialization;

namespace Portal.Client.Security;

/// <summary>Why somebody's session is over. A name goes into the address of the sign-in page, never words: those could be anybody's.</summary>
public enum SessionEnding
{
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("role")]
    RoleChanged,

    [JsonStringEnumMemberName("password")]
    PasswordChanged,

    [JsonStringEnumMemberName("disabled")]
    Disabled,

    [JsonStringEnumMemberName("everywhere")]
    SignedOutEverywhere,

    [JsonStringEnumMemberName("signed-out")]
    SignedOut,

    [JsonStringEnumMemberName("elsewhere")]
    EndedElsewhere,

    [JsonStringEnumMemberName("too-many")]
    TooMany,

    [JsonStringEnumMemberName("again")]
    SignedInAgain,

    [JsonStringEnumMemberName("key-revoked")]
    KeyRevoked,

    [JsonStringEnumMemberName("key-expired")]
    KeyExpired,

    [JsonStringEnumMemberName("key-owner")]
    KeyOwnerChanged,
}
