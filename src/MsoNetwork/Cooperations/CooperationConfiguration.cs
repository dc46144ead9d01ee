using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Cooperations;

internal sealed class CooperationConfiguration : IEntityTypeConfiguration<Cooperation>
{
    public void Configure(EntityTypeBuilder<Cooperation> builder)
    {
        builder.ToTable("cooperations", table =>
        {
            table.HasCheckConstraint("cooperations_join_two", "from_id <> to_id");
            table.HasCheckConstraint("cooperations_have_a_title", "btrim(title) <> '' AND length(title) <= 200");
            table.HasCheckConstraint("cooperations_end_after_they_start", "ends_on >= starts_on");
            table.HasCheckConstraint(
                "cooperations_start_on_a_day",
                "starts_on >= '1900-01-01' AND starts_on <= (proposed_at AT TIME ZONE 'Europe/Berlin')::date + interval '2 years'"
            );
            table.HasCheckConstraint("cooperations_end_on_a_day", "ends_on BETWEEN '1900-01-01' AND '2099-12-31'");
            table.HasCheckConstraint(
                "cooperations_kind_is_known",
                "kind IN ('JointProject', 'Mentoring', 'Sharing', 'Event', 'FundingConsortium', 'Other', 'UmbrellaMembership')"
            );
            table.HasCheckConstraint(
                "cooperations_sources_have_a_name",
                "btrim(source_name) <> '' AND (source_name IS NOT NULL OR (source_url IS NULL AND retrieved_on IS NULL))"
            );
            table.HasCheckConstraint(
                "cooperations_state_has_its_steps",
                """
                CASE state WHEN 'Proposed' THEN confirmed_at IS NULL AND closed_at IS NULL
                           WHEN 'Confirmed' THEN confirmed_at IS NOT NULL AND closed_at IS NULL
                           WHEN 'Declined' THEN closed_at IS NOT NULL AND (confirmed_at IS NULL OR coalesce(starts_on > (closed_at AT TIME ZONE 'Europe/Berlin')::date, false))
                           WHEN 'Ended' THEN confirmed_at IS NOT NULL AND closed_at IS NOT NULL AND ends_on IS NOT NULL ELSE false END
                """);
            table.HasCheckConstraint("cooperations_steps_have_one_actor", $"""
                {DoneByColumns.Rule("proposed_by", "proposed_at")} AND {DoneByColumns.Rule("confirmed_by", "confirmed_at")}
                AND {DoneByColumns.Rule("closed_by", "closed_at")}
                AND (num_nonnulls(proposed_by, proposed_by_centre) = 1 OR source_name IS NOT NULL)
                AND proposed_by IN (from_id, to_id) AND closed_by IN (from_id, to_id)
                """);
            // A centre confirms with its source; what nobody proposed is confirmed by its source alone.
            table.HasCheckConstraint("cooperations_are_confirmed_by_the_other", """
                confirmed_at IS NULL OR (confirmed_by IN (from_id, to_id) AND confirmed_by IS DISTINCT FROM proposed_by) IS TRUE
                OR (confirmed_by IS NULL AND source_name IS NOT NULL AND (confirmed_by_centre IS NOT NULL OR num_nonnulls(proposed_by, proposed_by_centre) = 0))
                """);
        });
        builder.HasKey(cooperation => cooperation.Id);
        builder.Property(cooperation => cooperation.Id).ValueGeneratedNever();
        builder.Ignore(cooperation => cooperation.Version); // a column of cooperations.sql, which counts
        builder.Property(cooperation => cooperation.Kind).HasConversion<string>();
        builder.Property(cooperation => cooperation.State).HasConversion<string>();
        builder.DoneBy(cooperation => cooperation.ProposedBy, "proposed_by");
        builder.DoneBy(cooperation => cooperation.ConfirmedBy, "confirmed_by");
        builder.DoneBy(cooperation => cooperation.ClosedBy, "closed_by");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(cooperation => cooperation.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(cooperation => cooperation.ToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(cooperation => new { cooperation.FromId, cooperation.Id });
        builder.HasIndex(cooperation => new { cooperation.ToId, cooperation.Id });
    }
}
