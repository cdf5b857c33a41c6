namespace Portal.Operations.DeadLetters.Index;

/// <summary>A range of places, as the thread that writes has it.</summary>
internal sealed class TextRange(long id, long first, long letters)
{
    public long Id { get; } = id;

    /// <summary>Its first place; it ends where the next begins.</summary>
    public long First { get; } = first;

    public long Letters { get; set; } = letters;

    /// <summary>Whether its row has to be written.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Words as the index has them, each with the mark of the range before it: the words of another range are other words.</summary>
    public string Mark(string words)
    {
        var mark = TextQuery.RangeMark(Id);
        return mark + words.Replace(" ", " " + mark, StringComparison.Ordinal);
    }
}
