namespace Portal.Client.DeadLetters;

/// <summary>What is to be different in a replay; what is null stays as it was.</summary>
/// <param name="Queue">Another queue than the one it failed in.</param>
/// <param name="Body">The new body as text, for textual content types; 400 when it is empty and the old one was not.</param>
/// <param name="Headers">All headers of the new message; locked ones must be as they were.</param>
public sealed record DeadLetterEdit(string? Queue = null, string? Body = null, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>A changed body or header makes it another message, with an id of its own; another queue alone does not.</summary>
    public bool ChangesMessage => Body is not null || Headers is not null;
}

/// <summary>What the server thinks of an edit, without doing it.</summary>
/// <param name="Deserializes">True: a handler will be able to read it; false: <paramref name="Words"/> says why not; null: nobody here knows the type.</param>
/// <param name="Words">Why it does not deserialize, or a warning, or null.</param>
/// <param name="Errors">Field (<c>body</c>, <c>queue</c>, <c>headers.name</c>) to what is wrong with it; a replay would be refused with the same.</param>
public sealed record EditCheck(bool? Deserializes, string? Words, IReadOnlyDictionary<string, string[]> Errors);
