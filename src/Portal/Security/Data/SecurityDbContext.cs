using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Portal.Security.Data;

/// <summary>People and roles, in <c>portal.db</c>, with the tables ASP.NET Core Identity expects.</summary>
internal sealed class SecurityDbContext(DbContextOptions<SecurityDbContext> options)
    : IdentityDbContext<PortalUser, IdentityRole, string>(options);
