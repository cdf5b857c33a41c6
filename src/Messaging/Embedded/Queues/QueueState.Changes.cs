namespace Messaging.Embedded;

/// <summary>What has changed in the store, applied to memory after the commit, by the writer's thread.</summary>
internal sealed partial class QueueState
{
    /// <param name="entry">The message.</param>
    /// <param name="promoted">It was delayed here before.</param>
    public void Arrived(Entry entry, bool promoted = false)
    {
        lock (_lock)
        {
            _counts.Ready++;
            if (promoted)
                _counts.Delayed--;
            else
                _counts.Published++;
            _lastArrived = entry.Sequence;
            _window.IsComplete &= _window.HasRoom;
            if (_window.IsComplete)
                Append(entry, 0);
            AskServe();
        }
    }

    /// <summary>The dead letter that held its key was put back at its old place.</summary>
    public void ArrivedBack(Entry entry)
    {
        lock (_lock)
        {
            _counts.Ready++;
            _counts.Published++;
            _generation++; // What is being read may miss it.
            if (entry.Sequence <= _window.Tail)
            {
                _window.Insert(entry);
            }
            else
            {
                // It will be read with the others, before them.
                _window.Readmit(entry);
                _window.Release(entry.Key!);
            }

            AskServe();
        }
    }

    /// <summary>The dead letter that held the key was dealt with otherwise: the others of the key go on.</summary>
    public void Released(string key)
    {
        lock (_lock)
        {
            _window.Release(key);
            AskServe();
            AskRefillWhenLow();
        }
    }

    public void ArrivedDelayed(long due)
    {
        lock (_lock)
        {
            _nextDelayedDue = Earlier(_nextDelayedDue, due);
            _counts.Delayed++;
            _counts.Published++;
        }
    }

    /// <summary>What was due was moved to ready.</summary>
    public void Promoted(long? nextDelayedDue, long now)
    {
        lock (_lock)
        {
            _nextDelayedDue = nextDelayedDue;
            if (_window.ReturnDue(now))
                AskServe();
        }
    }

    public void Acknowledged(ReadOnlySpan<Entry> entries)
    {
        lock (_lock)
        {
            ForgetLines(entries);
            foreach (var entry in entries)
                Remove(entry);
            _counts.Acknowledged += entries.Length;
        }
    }

    public void Expired(ReadOnlySpan<Entry> entries, int deadLettered)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
                Remove(entry);
            _counts.Expired += entries.Length;
            _counts.DeadLettered += deadLettered;
        }
    }

    public void Returned(Entry entry, int attempts, int allowanceFrom)
    {
        lock (_lock)
        {
            EndLease(entry, attempts, allowanceFrom);
            entry.LeaveBatch();
            _window.Return(entry);
            _nextExpiry = Math.Min(_nextExpiry, ExpiryOf(entry));
            AskServe();
        }
    }

    /// <summary>It was moved to delayed; or, the head of a key, waits at its place.</summary>
    public void Delayed(Entry entry, int attempts, int allowanceFrom, long due)
    {
        lock (_lock)
        {
            EndLease(entry, attempts, allowanceFrom);
            entry.LeaveBatch();
            if (entry.IsHead)
            {
                _window.ReturnLater(entry, due);
                return;
            }

            _nextDelayedDue = Earlier(_nextDelayedDue, due);
            if (!_window.Remove(entry))
                return;
            _counts.Ready--;
            _counts.Delayed++;
            AskRefillWhenLow();
        }
    }

    public void DeadLettered(Entry entry, bool isOneMore, bool holdsKey)
    {
        lock (_lock)
        {
            Remove(entry, holdsKey);
            _counts.DeadLettered += isOneMore ? 1 : 0;
        }
    }

    /// <summary>So many dead letters more in status failed, or less.</summary>
    public void CountDeadLetter(long change)
    {
        lock (_lock)
            _counts.DeadLettered += change;
    }

    public void CountFailed()
    {
        lock (_lock)
            _counts.Failed++;
    }

    public void CountDuplicate()
    {
        lock (_lock)
            _counts.Duplicates++;
    }

    public void Configure(QueueOptions options)
    {
        lock (_lock)
        {
            // What waits behind a key must be looked at again when keys no longer count, or begin to.
            if (options.Ordering != Options.Ordering)
                Forget();
            Options = options;
            _nextExpiry = 0;
            AskRefill();
            AskServe();
        }
    }

    public void SetPaused(bool paused)
    {
        lock (_lock)
        {
            Paused = paused;
            AskServe();
        }
    }

    /// <summary>Hands out nothing more of what is in memory, and answers with what is leased: a purge leaves that.</summary>
    public IReadOnlyCollection<Entry> Freeze()
    {
        lock (_lock)
        {
            Forget();
            _isFrozen = true;
            return [.. _window.Leased];
        }
    }

    public void Purged()
    {
        lock (_lock)
        {
            // What the same transaction returned was leased when the purge looked, and stays. It is on disk, and only there
            // from here on: the refill reads it again.
            _counts.Ready = _window.LeasedCount + _window.ReturnedCount;
            _counts.Delayed = 0;
            _nextDelayedDue = null;
            _isFrozen = false;
            Forget();
            DropSuspects();
            AskRefill();
        }
    }

    /// <summary>Reads everything again: a purge was undone.</summary>
    public void Thaw()
    {
        lock (_lock)
        {
            _isFrozen = false;
            AskRefill();
        }
    }

    /// <summary>Ends every wait and every lease, for good.</summary>
    public void Close(BrokerException reason)
    {
        lock (_lock)
        {
            _closed = reason;
            _rateTimer?.Dispose();

            // A suspect of this queue must not keep those of others waiting for ever, nor a lease keep its line in the ledger.
            foreach (var entry in _window.Leased)
                EndLease(entry, entry.Attempts, entry.AllowanceFrom);
            Forget();
            DropSuspects();
            _window.ForgetAll();
            foreach (var waiter in _waiters)
                waiter.TrySetException(reason);
            _waiters.Clear();
        }
    }
}
