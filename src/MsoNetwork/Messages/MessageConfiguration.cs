using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;

namespace MsoNetwork.Messages;

internal sealed class MessageConfiguration
    : IEntityTypeConfiguration<Message>,
        IEntityTypeConfiguration<MessageLink>,
        IEntityTypeConfiguration<ConfirmedSender>,
        IEntityTypeConfiguration<MessageSettings>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages", table => table.HasCheckConstraint(
            "messages_keep_their_text_until_they_are_handed_on",
            "num_nulls(text, confirm_hash) = CASE WHEN handed_on_at IS NULL THEN 0 ELSE 2 END"));
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Call).HasMaxLength(200);
        builder.Property(message => message.SenderName).HasMaxLength(Message.LongestName);
        builder.Property(message => message.SenderAddress).HasMaxLength(MailAddress.Longest);
        builder.Property(message => message.SenderKey).HasMaxLength(MailAddress.Longest);
        builder.Property(message => message.Language).HasMaxLength(3);
        builder.Property(message => message.Text).HasMaxLength(Message.LongestText);
        builder.HasIndex(message => message.ConfirmHash).IsUnique();
        builder.HasIndex(message => new { message.SenderKey, message.CreatedAt });
        builder.HasIndex(message => new { message.OrganisationId, message.CreatedAt });
        builder.HasIndex(message => message.CreatedAt);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(message => message.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MessageLink> builder)
    {
        builder.ToTable("message_links", table => table.HasCheckConstraint("message_links_side", "side IN ('Sender', 'Recipient')"));
        builder.HasKey(link => link.Hash);
        builder.HasIndex(link => link.MessageId);
        builder.Property(link => link.Side).HasConversion<string>();
        builder.HasOne<Message>().WithMany().HasForeignKey(link => link.MessageId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ConfirmedSender> builder)
    {
        builder.ToTable("confirmed_senders");
        builder.HasKey(sender => sender.Hash);
        builder.HasIndex(sender => sender.ConfirmedAt);
        builder.Property(sender => sender.SenderKey).HasMaxLength(MailAddress.Longest);
    }

    public void Configure(EntityTypeBuilder<MessageSettings> builder)
    {
        builder.ToTable("message_settings");
        builder.HasKey(settings => settings.OrganisationId);
        builder.Property(settings => settings.OrganisationId).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithOne().HasForeignKey<MessageSettings>(settings => settings.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
