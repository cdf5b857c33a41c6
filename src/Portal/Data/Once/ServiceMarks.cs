namespace Portal.Data.Once;

internal sealed class ServiceMarks<TContext>(ServiceStore<TContext> store) : IRequestMarks
    where TContext : ServiceDbContext
{
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        while (true)
        {
            // In parts: others write in between.
            var some = await store.WriteAsync(work => work.ForgetMarks(before.ToUnixTimeMilliseconds()), cancellationToken);
            if (some == 0)
                return forgotten;
            forgotten += some;
        }
    }
}
