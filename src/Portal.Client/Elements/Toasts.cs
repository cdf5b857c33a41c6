namespace Portal.Client.Elements;

/// <summary>
/// The notifications of one circuit, shown by the layout. They belong to no page: what a person started and then left still
/// says how it ended. Safe to call from any thread.
/// </summary>
public sealed class Toasts(TimeProvider time)
{
    private const int Kept = 4;
    private static readonly TimeSpan _goodNewsStays = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _warningStays = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<Toast> _shown = [];

    /// <summary>Raised after every change, outside any renderer's context.</summary>
    public event Action? Changed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Toast> Shown
    {
        get
        {
            lock (_lock)
                return [.. _shown];
        }
    }

    /// <summary>Something begins: <c>Stopping web-1 …</c>. What is returned is told how it ends.</summary>
    public Toast Begin(string text)
    {
        var toast = new Toast(text, Became);
        lock (_lock)
        {
            _shown.Add(toast);

            // What is over goes first; what is still under way is never pushed out by news.
            if (_shown.Count > Kept && _shown.Find(t => t.Tone is not Tone.Busy) is { } over)
                _shown.Remove(over);
        }

        Changed?.Invoke();
        return toast;
    }

    /// <summary>Something that needed no waiting.</summary>
    public void Say(string text, ToastLink? link = null) => Begin(text).Succeed(text, link);

    public void Close(Toast toast)
    {
        lock (_lock)
            _shown.Remove(toast);
        Changed?.Invoke();
    }

    private void Became(Toast toast)
    {
        // Whoever closed it while it was under way gets to see the bad news all the same.
        lock (_lock)
        {
            if (toast.Tone is not (Tone.Good or Tone.Busy) && !_shown.Contains(toast))
                _shown.Add(toast);
        }

        Changed?.Invoke();
        if (toast.Tone is not (Tone.Bad or Tone.Busy))
            _ = CloseLaterAsync(toast, toast.Tone is Tone.Good ? _goodNewsStays : _warningStays);
    }

    private async Task CloseLaterAsync(Toast toast, TimeSpan stays)
    {
        await Task.Delay(stays, time);
        Close(toast);
    }
}
