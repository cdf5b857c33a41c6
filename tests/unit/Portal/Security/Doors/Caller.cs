using Portal.Client.Security;

namespace Unit.Portal.Security.Doors;

/// <summary>Somebody who calls, and what they may do.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Client">With the credentials.</param>
/// <param name="Abilities">What those allow.</param>
/// <param name="Renew">Signs in again, where the session may have ended by what was called.</param>
internal sealed record Caller(string Name, HttpClient Client, IReadOnlySet<Ability> Abilities, Func<Task<HttpClient>>? Renew = null)
{
    private static readonly Ability[] _viewer = [Ability.Read, Ability.OwnAccount];
    private static readonly Ability[] _operator =
    [
        .. _viewer, Ability.Trade, Ability.OperateInstances, Ability.OperateQueues, Ability.SendMessages, Ability.ReceiveMessages, Ability.ReplayDeadLetters, Ability.RunJobs, Ability.MakeKeys,
    ];

    private static readonly Ability[] _administrator = [.. _operator, Ability.Destroy, Ability.Administer];

    public static IReadOnlySet<Ability> Nothing { get; } = new HashSet<Ability>();

    /// <summary>Said here once more, not asked of the code that is tested.</summary>
    public static IReadOnlySet<Ability> OfRole(string role) => new HashSet<Ability>(role switch
    {
        "viewer" => _viewer,
        "operator" => _operator,
        _ => _administrator,
    });

    public static IReadOnlySet<Ability> OfScopes(params Ability[] scopes) => new HashSet<Ability>(scopes);

    public bool May(params IReadOnlyList<Ability> needed) => needed.All(Abilities.Contains);
}
