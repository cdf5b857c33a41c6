namespace Portal.Client.Elements;

/// <summary>What a colour means, the same on every page; the words beside it always say it, too.</summary>
public enum Tone
{
    /// <summary>Over, or of no consequence.</summary>
    Neutral,

    /// <summary>Under way.</summary>
    Busy,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Wants to be looked at.</summary>
    Warn,

    /// <summary>Failed.</summary>
    Bad,
}
