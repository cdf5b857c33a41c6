namespace Portal.Client.Security;

/// <summary>On a member of a gateway that changes nothing: everybody who is signed in may use it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ReadsAttribute : Attribute;
