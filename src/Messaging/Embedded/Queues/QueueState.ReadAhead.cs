namespace Messaging.Embedded;

/// <summary>What the <see cref="WindowReader"/> does, on its thread.</summary>
internal sealed partial class QueueState
{
    /// <summary>What to read next. False when the window needs no more, and then it will be asked for again when it does.</summary>
    public bool TryBeginRead(out ReadRange range)
    {
        lock (_lock)
        {
            range = new ReadRange(_window.Tail, _lastArrived, RefillBatch, _generation);
            _isReading = _closed is null && !_isFrozen && !_isStopped && _window.WantsMore;
            return _isReading;
        }
    }

    /// <summary>Takes what was read, and hands it to those who wait.</summary>
    /// <param name="range">What was to be read.</param>
    /// <param name="entries">What was found.</param>
    /// <param name="isEnd">Whether that was all of the range.</param>
    /// <returns>True when nothing is missing in memory any more.</returns>
    public bool EndRead(ReadRange range, List<Entry> entries, bool isEnd)
    {
        lock (_lock)
        {
            // Emptied, or read by the writer meanwhile: look again.
            if (range.Generation != _generation || range.From != _window.Tail)
                return false;
            var now = _host.Clock.Now;
            foreach (var entry in entries)
                Append(entry, now);

            // Unless something was applied since the read began.
            _window.IsComplete = isEnd && range.To == _lastArrived;
            _isReading = !_window.IsComplete;
        }

        Serve();
        return !_isReading;
    }

    /// <summary>What comes next cannot be read, and reading it again would not help: not until everything is read again.</summary>
    public void StopReading()
    {
        lock (_lock)
            (_isReading, _isStopped) = (false, true);
    }

    public void ReadFailed()
    {
        lock (_lock)
        {
            _isReading = false;
            AskRefill();
        }
    }
}
