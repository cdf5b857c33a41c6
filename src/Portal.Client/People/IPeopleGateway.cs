using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.People;

/// <summary>The people who may sign in, as pages and REST use them; for administrators, its reads, too.</summary>
public interface IPeopleGateway
{
    /// <summary>By name.</summary>
    [Reads(Ability.Administer)]
    Task<Outcome<Page<PersonView>>> ListAsync(string? text, PageRequest page, CancellationToken cancellationToken);

    [Reads(Ability.Administer)]
    Task<Outcome<PersonView>> FindAsync(string name, CancellationToken cancellationToken);

    [Needs(Ability.Administer)]
    Task<Outcome<PersonView>> MakeAsync(MakePerson person, CancellationToken cancellationToken);

    /// <summary>
    /// Changes role and state. Whatever they have open ends when one of the two is another. 409 for the last administrator, for
    /// disabling oneself, and for the role of somebody of the configuration.
    /// </summary>
    [Needs(Ability.Administer)]
    Task<Outcome<PersonView>> PutAsync(string name, PutPerson person, CancellationToken cancellationToken);

    /// <summary>Gives them another password; whatever they have open ends.</summary>
    [Needs(Ability.Administer)]
    Task<Outcome<PersonView>> SetPasswordAsync(string name, [Secret] string? password, CancellationToken cancellationToken);

    /// <summary>Forgets wrong passwords: they can try again at once.</summary>
    [Needs(Ability.Administer)]
    Task<Outcome<PersonView>> UnlockAsync(string name, CancellationToken cancellationToken);
}
