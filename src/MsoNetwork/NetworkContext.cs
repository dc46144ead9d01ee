using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Sql;

namespace MsoNetwork;

/// <summary>The registry's database. Each room maps its own entities; names are snake_case throughout.</summary>
public sealed class NetworkContext(DbContextOptions<NetworkContext> options)
    : IdentityUserContext<Person, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The keys that cookies are sealed with: here they survive restarts, and all instances share them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasPostgresExtension("postgis");
        IdentityTables.Name(builder);
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.ApplyConfigurationsFromAssembly(typeof(NetworkContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.GetColumnName() == property.Name) property.SetColumnName(ColumnName.Of(property.Name));
            }
        }
    }
}
