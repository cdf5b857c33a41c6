using System.Diagnostics.CodeAnalysis;

namespace Portal.Client.Contracts;

/// <summary>
/// What a gateway answers to a request that may be refused: either the value, or the <see cref="Contracts.Problem"/>
/// that says why not. A refusal has changed nothing. REST renders the same problem as RFC 9457 problem details.
/// </summary>
public sealed class Outcome<T>
    where T : class
{
    private Outcome(T? value, Problem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Value is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);
}
