using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

#nullable disable

namespace MsoNetwork.Migrations
{
    // The model stands once, in the only migration. The tool writes this file anew, in full, with the next one.
    [DbContext(typeof(NetworkContext))]
    partial class NetworkContextModelSnapshot : ModelSnapshot
    {
        protected override void BuildModel(ModelBuilder modelBuilder) => new Initial().Describe(modelBuilder);
    }
}
