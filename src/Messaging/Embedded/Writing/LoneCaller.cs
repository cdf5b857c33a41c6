namespace Messaging.Embedded;

/// <summary>
/// Finds out whether commands come one at a time, each after the one before was told. Then there is nothing to group, and handing a
/// command to the writer's thread and its outcome back only costs two changes of thread, on a fast disk a fifth of the time: the
/// caller is better off to take the writer's place for it. Who sends many without waiting is seen to: each time in a while a command
/// goes to the writer's thread all the same, and what comes behind it meanwhile ends the caller's turn. Guarded by the lock of the
/// <see cref="CommandQueue"/>.
/// </summary>
internal sealed class LoneCaller
{
    private const int Enough = 16;
    private const int Most = 64;
    private const int LookEvery = 64;
    private const int Rest = -64;
    private const int CostOfSlow = 16;

    // From here on the disk is what is waited for, and a caller's thread has better things to do. Once in a while every disk does that.
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(1);

    private int _score;
    private int _turns;

    /// <summary>A command has come. True when the caller may carry it out.</summary>
    /// <param name="isAlone">Whether nothing else was there or under way.</param>
    /// <param name="isShort">Whether it may be carried out on a caller's thread at all.</param>
    public bool Came(bool isAlone, bool isShort)
    {
        if (!isAlone)
        {
            _score = Math.Min(_score, _score / 2);
            return false;
        }

        _score = Math.Min(_score + 1, Most);
        return isShort && _score >= Enough && ++_turns % LookEvery != 0;
    }

    /// <summary>The caller's turn has ended.</summary>
    /// <param name="took">How long it was.</param>
    /// <param name="wasAlone">Whether nothing came meanwhile.</param>
    public void Ended(TimeSpan took, bool wasAlone)
    {
        if (took > _slow)
            _score = _score - CostOfSlow >= Enough ? _score - CostOfSlow : Rest;
        else if (!wasAlone)
            _score = 0;
    }
}
