using System.Security.Claims;

namespace Portal.Client.Security;

/// <summary>What a person may do here. The server refuses what is not allowed, whatever a page shows.</summary>
public enum Ability
{
    /// <summary>Place and cancel orders, receive and adjust stock.</summary>
    Trade,

    /// <summary>Launch, start, stop, reboot, terminate, protect and schedule instances.</summary>
    OperateInstances,

    /// <summary>Pause, resume and set the limits of queues, send a message by form.</summary>
    OperateQueues,

    /// <summary>Replay, edit, archive and restore dead letters, write notes; start, pause, resume and cancel operations.</summary>
    ReplayDeadLetters,

    /// <summary>Purge and delete queues, delete dead letters: what cannot be undone.</summary>
    Destroy,

    /// <summary>Run, pause and resume jobs; change the sandbox; rebuild projections.</summary>
    RunJobs,

    /// <summary>People, roles and keys.</summary>
    Administer,
}

/// <summary>Roles, each including the one before: viewer, operator, administrator.</summary>
public static class Access
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    /// <summary>Null when <paramref name="person"/> may; otherwise why not, in words for beside the button.</summary>
    public static string? WhyNot(ClaimsPrincipal? person, Ability ability)
    {
        var needed = RoleFor(ability);
        return Has(person, needed) ? null : $"Needs the role {needed}. Ask an administrator.";
    }

    public static string RoleFor(Ability ability) => ability is Ability.Destroy or Ability.Administer ? Administrator : Operator;

    public static bool Has(ClaimsPrincipal? person, string role) => role switch
    {
        _ when person is null => false,
        Viewer => person.Identity?.IsAuthenticated == true,
        Operator => person.IsInRole(Operator) || person.IsInRole(Administrator),
        _ => person.IsInRole(Administrator),
    };
}
