namespace Portal.Client.Elements;

/// <summary>
/// A notification with a life: it says what is being done, then becomes what came of it. Good news leaves by itself, bad news
/// stays until it is closed.
/// </summary>
public sealed class Toast
{
    private readonly Action<Toast> _changed;

    internal Toast(string text, Action<Toast> changed)
    {
        Text = text;
        _changed = changed;
    }

    /// <summary><see cref="Elements.Tone.Busy"/> while it is under way.</summary>
    public Tone Tone { get; private set; } = Tone.Busy;

    public string Text { get; private set; }

    public string? Detail { get; private set; }

    public ToastLink? Link { get; private set; }

    /// <summary>How far it is, while it is under way; null when nobody knows.</summary>
    public (long Value, long Max)? Done { get; private set; }

    /// <summary>It is still under way: how far, and where to see more.</summary>
    public void Progress(long value, long max, string? detail = null, ToastLink? link = null)
    {
        Done = (value, max);
        Become(Tone.Busy, Text, detail, link);
    }

    public void Succeed(string text, ToastLink? link = null) => Become(Tone.Good, text, null, link);

    /// <summary>Nothing failed, and the person has to do something.</summary>
    public void Warn(string text, string? detail = null, ToastLink? link = null) => Become(Tone.Warn, text, detail, link);

    public void Fail(string text, string? detail = null, ToastLink? link = null) => Become(Tone.Bad, text, detail, link);

    private void Become(Tone tone, string text, string? detail, ToastLink? link)
    {
        (Tone, Text, Detail, Link) = (tone, text, detail, link);
        _changed(this);
    }
}

/// <param name="Text">For example <c>See its log</c>.</param>
/// <param name="Href">An address below the base, as in any link of a page.</param>
public sealed record ToastLink(string Text, string Href);
