namespace Portal.Client.Security;

public static class SessionWords
{
    /// <summary>A claim of who is nobody any more: the <see cref="SessionEnding"/>, by its name in JSON.</summary>
    public const string Claim = "portal:session-ended";

    public static string Of(SessionEnding ending) => ending switch
    {
        SessionEnding.RoleChanged => "Your role was changed.",
        SessionEnding.PasswordChanged => "Your password was changed.",
        SessionEnding.Disabled => "Your account was disabled.",
        SessionEnding.SignedOutEverywhere => "You were signed out everywhere.",
        SessionEnding.SignedOut => "You have signed out.",
        SessionEnding.EndedElsewhere => "This session was ended from another one of yours.",
        SessionEnding.TooMany => "You have signed in elsewhere too often: the session that was used longest ago has ended.",
        SessionEnding.SignedInAgain => "Somebody has signed in anew in this browser.",
        SessionEnding.KeyRevoked => "The API key is revoked.",
        SessionEnding.KeyExpired => "The API key has expired.",
        SessionEnding.KeyOwnerChanged => "What the owner of the API key may do was changed.",
        _ => "You are not signed in any more.",
    };
}
