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

    public ReadsAttribute(Ability ability) => (Ability, IsForAll) = (ability, false);

    /// <summary>Whether everybody who is signed in may.</summary>
    public bool IsForAll { get; } = true;

    /// <summary>What it needs where it is not for all.</summary>
    public Ability Ability { get; }
}
