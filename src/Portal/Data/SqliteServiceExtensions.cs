using System.Data.Common;
using Messaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Data.Once;
using Portal.Storage;

namespace Portal.Data;

/// <summary>Registers the database of one service.</summary>
internal static class SqliteServiceExtensions
{
    /// <summary>
    /// Adds the context's factory, its <see cref="ServiceStore{TContext}"/>, its outbox and its migrations, on
    /// <c>{directory}/{file}.db</c>.
    /// </summary>
    public static IServiceCollection AddServiceDatabase<TContext>(this IServiceCollection services, string directory, string file)
        where TContext : ServiceDbContext
    {
        var connectionString = SqliteFile.ConnectionString(directory, file);
        var gate = new WriteGate();
        // Pooled: a new context means a new service scope and a new connection object, on which EF Core registers two dozen
        // functions. Measured: a seventh of an order's processor time.
        services.AddPooledDbContextFactory<TContext>(options => options
            .UseSqlite(connectionString)
            .AddInterceptors(SqlitePragmas.Instance)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)));
        services.TryAddSingleton<ServicePlumbing>();
        services.AddSingleton(provider => new ServiceWriter<TContext>(
            file + ".db", provider.GetRequiredService<IDbContextFactory<TContext>>(), gate, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFileWriter>(provider => provider.GetRequiredService<ServiceWriter<TContext>>());
        services.AddSingleton(provider => new ServiceStore<TContext>(
            provider.GetRequiredService<IDbContextFactory<TContext>>(),
            provider.GetRequiredService<ServiceWriter<TContext>>(),
            provider.GetRequiredService<ServicePlumbing>()));
        services.AddSingleton(provider => new OutboxDatabase(typeof(TContext).Name, OpenAsync, gate)
        {
            DeleteUpToAsync = provider.GetRequiredService<ServiceWriter<TContext>>().DeleteOutboxAsync,
        });
        services.AddSingleton<IDatabaseMigration, DatabaseMigration<TContext>>();
        return services;

        async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            SqlitePragmas.Apply(connection);
            return connection;
        }
    }

    /// <summary>The service does what callers ask for once; its migrations make the table for that.</summary>
    public static IServiceCollection AddRequestMarks<TContext>(this IServiceCollection services)
        where TContext : ServiceDbContext => services.AddSingleton<IRequestMarks, ServiceMarks<TContext>>();
}
