using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Mail;

internal sealed class MailConfiguration : IEntityTypeConfiguration<OutgoingMail>, IEntityTypeConfiguration<MarkedAddress>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("mails", table =>
        {
            table.HasCheckConstraint("mails_purpose_is_known", "purpose IN ('Confirmation', 'Notice', 'Digest')");
            table.HasCheckConstraint("mails_state_is_known", "state IN ('Waiting', 'Sent', 'Refused', 'Expired', 'Withheld')");
            table.HasCheckConstraint(
                "mails_keep_their_texts_while_they_wait",
                "CASE WHEN state = 'Waiting' THEN num_nulls(subject, text, html) = 0 AND ended_at IS NULL "
                    + "ELSE num_nonnulls(subject, text, html, reply_to, unsubscribe) = 0 AND ended_at IS NOT NULL END"
            );
            // Whatever wrote the row: nothing of it begins a header of its own.
            table.HasCheckConstraint(
                "mails_have_plain_headers",
                @"concat(recipient, subject, reply_to, unsubscribe, message_id) !~ '[\x01-\x1f\x7f]'"
            );
        });
        builder.HasKey(mail => mail.Id);
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Purpose).HasConversion<string>();
        builder.Property(mail => mail.State).HasConversion<string>();
        builder.HasIndex(mail => mail.DueAt).HasFilter("state = 'Waiting'");
        builder.HasIndex(mail => mail.MessageId).IsUnique();
        builder.HasIndex(mail => mail.EndedAt);
    }

    public void Configure(EntityTypeBuilder<MarkedAddress> builder)
    {
        builder.ToTable("mail_addresses", table =>
        {
            table.HasCheckConstraint("mail_addresses_mark_is_known", "mark IN ('Refused', 'Bounced')");
            table.HasCheckConstraint("mail_addresses_are_in_small_letters", "address = lower(address)");
        });
        builder.HasKey(marked => marked.Address);
        builder.Property(marked => marked.Mark).HasConversion<string>();
    }
}
