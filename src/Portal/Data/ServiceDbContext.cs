using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>
/// The database of one service. Contexts are short-lived and made by <see cref="ServiceStore{TContext}"/>, never held by
/// a circuit. Times are stored as UTC Unix milliseconds, money as whole minor units: SQLite orders and adds both exactly.
/// </summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options);
