using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Moderation;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases", table =>
        {
            table.HasCheckConstraint("cases_kind_is_known", $"kind IN ({Names<CaseKind>()})");
            table.HasCheckConstraint("cases_state_is_known", $"state IN ({Names<CaseState>()})");
            table.HasCheckConstraint("cases_have_a_seat", "length(seat) = 8");
            table.HasCheckConstraint(
                "cases_are_decided_at_a_time",
                "(decided_at IS NULL) = (state IN ('Unconfirmed', 'Waiting', 'AskedBack'))");
            table.HasCheckConstraint("cases_ask_something", "state <> 'AskedBack' OR question IS NOT NULL");
            table.HasCheckConstraint(
                "cases_are_confirmed_by_mail",
                "state <> 'Unconfirmed' OR (email IS NOT NULL AND key_hash IS NOT NULL)");
            table.HasCheckConstraint("cases_decided_by_one", "num_nonnulls(decided_by, decided_by_centre) <= 1");
        });
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Kind).HasConversion<string>();
        builder.Property(one => one.State).HasConversion<string>();
        builder.Property(one => one.Seat).UseCollation("C");
        builder.Property(one => one.Draft).HasColumnType("jsonb");
        builder.Property(one => one.Base).HasColumnType("jsonb");
        builder.Property(one => one.FormerStatements).HasColumnType("jsonb");
        builder.Property(one => one.WaitingSince).HasDefaultValueSql("now()").ValueGeneratedNever();
        builder.Property(one => one.Message).HasMaxLength(Case.LongestMessage);
        builder.Property(one => one.Question).HasMaxLength(Case.LongestMessage);
        builder.Property(one => one.Answer).HasMaxLength(Case.LongestMessage);
        builder.Property(one => one.Reason).HasMaxLength(Case.LongestMessage);
        builder.Property(one => one.Email).HasMaxLength(254);
        builder.Property(one => one.Language).HasMaxLength(3);
        builder.Property(one => one.Version).HasColumnName("xmin").IsRowVersion();
        builder.DoneBy(one => one.DecidedBy, "decided_by");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        // Somebody who erases the account leaves what is proposed, without the name.
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(one => new { one.Seat, one.CreatedAt, one.Id }).HasFilter("state IN ('Waiting', 'AskedBack')")
            .HasDatabaseName("IX_cases_open");
        builder.HasIndex(one => one.OrganisationId);
        builder.HasIndex(one => one.PersonId);
        builder.HasIndex(one => new { one.Email, one.CreatedAt });
        builder.HasIndex(one => new { one.NetworkHash, one.CreatedAt });
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(name => $"'{name}'"));
}
