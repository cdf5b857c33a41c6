namespace Portal.Data.Once;

/// <summary>The marks of one service's database, for whoever sweeps them.</summary>
internal interface IRequestMarks
{
    /// <summary>Forgets those that are older; answers with how many.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
