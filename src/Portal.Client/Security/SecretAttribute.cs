namespace Portal.Client.Security;

/// <summary>
/// On a parameter of a gateway, or a property of what it takes or answers: a password or a key. Never logged, never recorded, never
/// part of a text.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
