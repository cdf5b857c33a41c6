namespace Portal.Client.Security;

/// <summary>
/// On a member of a gateway that changes nothing: everybody who is signed in may use it, or, where an ability is said, those who have
/// it. A method with an ability answers with an <see cref="Contracts.Outcome{T}"/>, so that it can be refused in words.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ReadsAttribute : Attribute
{
    public ReadsAttribute()
    {
    }

    public ReadsAttribute(Ability ability) => Ability = ability;

    /// <summary>Whether every person may, and every key that may read.</summary>
    public bool IsForAll => Ability == Ability.Read;

    public Ability Ability { get; } = Ability.Read;
}
