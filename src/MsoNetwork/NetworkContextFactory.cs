using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MsoNetwork;

/// <summary>For the migration tool only: it needs the model, not a database.</summary>
internal sealed class NetworkContextFactory : IDesignTimeDbContextFactory<NetworkContext>
{
    public NetworkContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<NetworkContext>().UseNpgsql("Host=nowhere", npgsql => npgsql.UseNetTopologySuite()).Options);
}
