namespace Portal.Client.Security;

/// <summary>
/// On a method of a gateway that changes something: what a person must be able to. It answers with an
/// <see cref="Contracts.Outcome{T}"/>, so that it can be refused in words; whoever lacks the ability gets status 403, also when
/// the page forgot to disable the button.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute(Ability ability) : Attribute
{
    public Ability Ability { get; } = ability;
}
