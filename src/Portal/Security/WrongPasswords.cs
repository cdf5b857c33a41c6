using Microsoft.Extensions.Options;

namespace Portal.Security;

/// <summary>
/// Counts wrong passwords by name, whether anybody has it or not: a name that is locked says nothing about whether there is such a
/// person. In memory, so that strangers cannot make the portal write; a restart forgets them.
/// </summary>
internal sealed class WrongPasswords(IOptions<SignInOptions> options, TimeProvider time)
{
    /// <summary>Names that are remembered; beyond that, those that were tried longest ago are forgotten.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tries> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Counts a try before it is made, so that many at the same time are not more tries than one after the other. False when
    /// no password is to be looked at.
    /// </summary>
    public bool TryBegin(string name)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var tries = _byName.GetValueOrDefault(name);
            if (tries is { LockedUntil: { } until })
            {
                if (until > now)
                    return false;
                tries = null; // over: counted anew
            }

            if (tries is null && _byName.Count >= Most)
                ForgetOldest();
            var count = (tries?.Count ?? 0) + 1;
            _byName[name] = new Tries(count, now, count >= options.Value.MaxWrongPasswords ? now.AddMinutes(options.Value.LockoutMinutes) : null);
            return true;
        }
    }

    /// <summary>The password was right, or an administrator says so.</summary>
    public void Forget(string name)
    {
        lock (_lock)
            _byName.Remove(name);
    }

    public DateTimeOffset? LockedUntil(string name)
    {
        lock (_lock)
            return _byName.GetValueOrDefault(name)?.LockedUntil is { } until && until > time.GetUtcNow() ? until : null;
    }

    private void ForgetOldest()
    {
        foreach (var (name, _) in _byName.OrderBy(tries => tries.Value.At).Take(Most / 10).ToList())
            _byName.Remove(name);
    }

    private sealed record Tries(int Count, DateTimeOffset At, DateTimeOffset? LockedUntil);
}
