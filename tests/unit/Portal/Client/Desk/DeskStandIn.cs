using System.Globalization;
using System.Text;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;

namespace Unit.Portal.Client.Desk;

/// <summary>A gateway with as much of a memory as pages need, that can be broken.</summary>
internal sealed class DeskStandIn : IDeadLetterGateway
{
    private readonly List<DeadLetterView> _letters = [];

    /// <summary>What every call answers when it is not null.</summary>
    public Problem? Refusal { get; set; }

    public bool IsBroken { get; set; }

    public int ArchiveDays => 30;

    public static DeadLetterView Letter(int id) => new(
        id.ToString(CultureInfo.InvariantCulture), $"message-{id}", "billing", "sales.order-placed.v1", "attempts-exhausted", "Shop.FailedException", "Not now", 10,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DeadLetterStatus.Failed, 1, "g1");

    public static DeadLetterDetail Detail(string body, DeadLetterView? letter = null) => new(
        letter ?? Letter(1),
        "application/json",
        new Dictionary<string, string> { ["correlation-id"] = "c-1", ["x-tenant"] = "acme", ["x-api-key"] = "secret" },
        body,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(body)),
        body.Length,
        null,
        [new DeadLetterEvent(DateTimeOffset.UnixEpoch, "failed", null, null)],
        ["correlation-id"],
        false,
        null);

    public void Add(DeadLetterView letter) => _letters.Add(letter);

    public DeadLetterView Get(string id) => _letters.Single(letter => letter.Id == id);

    public Task<Outcome<Page<DeadLetterView>>> ListAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (Check() is { } problem) return Task.FromResult<Outcome<Page<DeadLetterView>>>(problem);

        var all = _letters.Where(letter => DeadLetterMatch.MayMatch(filter, letter))
            .OrderByDescending(letter => letter.FailedAt).ThenByDescending(letter => int.Parse(letter.Id, CultureInfo.InvariantCulture)).ToList();
        var skip = page.After is null ? 0 : int.Parse(page.After, CultureInfo.InvariantCulture);
        var next = skip + page.Limit < all.Count ? (skip + page.Limit).ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult<Outcome<Page<DeadLetterView>>>(new Page<DeadLetterView>([.. all.Skip(skip).Take(page.Limit)], next));
    }

    public Task<Outcome<DeadLetterCounts>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) => Task.FromResult<Outcome<DeadLetterCounts>>(
        Check() is { } problem ? problem : new DeadLetterCounts(_letters.GroupBy(letter => letter.Status).ToDictionary(of => of.Key, of => (long)of.Count()), true));

    public Task<Outcome<Page<DeadLetterGroup>>> GroupsAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<Page<DeadLetterGroup>>>(Check() is { } problem ? problem : new Page<DeadLetterGroup>([], null));

    public Task<DeadLetterGroup?> FindGroupAsync(string id, CancellationToken cancellationToken) => Task.FromResult<DeadLetterGroup?>(null);

    public Task<Outcome<DeadLetterGroup>> NoteAsync(string groupId, GroupNote note, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DeadLetterFacets> FacetsAsync(CancellationToken cancellationToken) => Task.FromResult(new DeadLetterFacets([], [], []));

    public Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(_letters.Find(letter => letter.Id == id) is { } letter ? Detail("{\"a\":1}", letter) : null);
    }

    public Task<byte[]?> BodyAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<DeadLetterView>> ReplayAsync(string id, DeadLetterEdit? edit, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<EditCheck>> CheckAsync(string id, DeadLetterEdit edit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<DeadLetterView>> ArchiveAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<DeadLetterView>> RestoreAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<DeadLetterView>> DeleteAsync(string id, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Problem? Check() => IsBroken ? throw new InvalidOperationException("The store is broken.") : Refusal;
}
