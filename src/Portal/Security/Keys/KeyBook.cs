using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Client.Security;
using Portal.Security.Data;
using Portal.Security.People;

namespace Portal.Security.Keys;

/// <summary>
/// Every key, in memory: recognising one reads no database, makes no new principal and, but for the hash, computes nothing. Read at
/// the start, changed after each commit, like <see cref="PeopleBook"/>.
/// </summary>
internal sealed class KeyBook
{
    /// <summary>The longest text that is hashed on the stack.</summary>
    private const int UsualLength = 256;

    private readonly ConcurrentDictionary<string, KeyEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyEntry>.AlternateLookup<ReadOnlySpan<char>> _byId;
    private readonly IDbContextFactory<SecurityDbContext> _contexts;
    private readonly PeopleBook _people;
    private readonly TimeProvider _time;
    private readonly byte[]? _bootstrapHash;
    private readonly Task<AuthenticateResult> _bootstrap = KeyAnswer.Accept(KeyPrincipal.Bootstrap);

    public KeyBook(IDbContextFactory<SecurityDbContext> contexts, PeopleBook people, IOptions<SecurityOptions> options, TimeProvider time)
    {
        (_contexts, _people, _time) = (contexts, people, time);
        _byId = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        _bootstrapHash = options.Value.BootstrapApiKey is { } known ? KeyText.Hash(known) : null;
        people.Changed += OwnerChanged;
    }

    public IEnumerable<KeyEntry> All => _entries.Values;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var row in await db.ApiKeys.AsNoTracking().ToListAsync(cancellationToken))
            Put(row, SessionEnding.Unknown);
    }

    public KeyEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The answer to a text that was sent as a key. Compares hashes in constant time; ids are no secret.</summary>
    public Task<AuthenticateResult> Recognise(ReadOnlySpan<char> text, HttpContext context)
    {
        Span<byte> bytes = text.Length <= UsualLength ? stackalloc byte[UsualLength * 3] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        if (_bootstrapHash is not null && CryptographicOperations.FixedTimeEquals(hash, _bootstrapHash))
            return _bootstrap;
        if (!_byId.TryGetValue(KeyText.IdOf(text), out var key) || !CryptographicOperations.FixedTimeEquals(hash, key.Row.Hash))
            return KeyAnswer.Unknown;
        var now = Now;
        if (key.Row.RevokedAt is null && key.IsExpired(now))
            return KeyAnswer.Expired;
        key.Used(now, context);
        return key.Answer;
    }

    /// <summary>Call after the commit. What was begun with the key as it was ends.</summary>
    public KeyEntry? Put(ApiKey row, SessionEnding why)
    {
        if (_people.Find(row.OwnerId) is not { } owner)
            return null; // a foreign key says that there is one
        var before = _entries.GetValueOrDefault(row.Id);
        var entry = _entries[row.Id] = new KeyEntry(row, owner, before);
        before?.Session.End(why);
        return entry;
    }

    /// <summary>Ends what was begun with keys that have expired since; <see cref="Recognise"/> needs no telling.</summary>
    public void EndExpired()
    {
        var now = Now;
        foreach (var entry in _entries.Values)
        {
            if (entry.IsExpired(now) && !entry.Session.HasEnded)
                entry.Session.End(SessionEnding.KeyExpired);
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void OwnerChanged(Person owner)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Row.OwnerId == owner.Id && (entry.Owner.Role != owner.Role || entry.Owner.Disabled != owner.Disabled))
                Put(entry.Row, SessionEnding.KeyOwnerChanged);
        }
    }
}
