using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("persons");
        builder.HasIndex(person => person.NormalizedEmail).IsUnique().HasDatabaseName("EmailIndex");
        builder.Property(person => person.DisplayName).HasMaxLength(Person.LongestName);
        builder.Property(person => person.Language).HasMaxLength(3);
        builder.Property(person => person.PhoneNumber).HasMaxLength(256); // as Identity says where it is configured, and only there
    }
}

/// <summary>What ASP.NET Core Identity keeps beside a person, under names like those of our tables.</summary>
internal static class IdentityTables
{
    private const int LongestKey = 128;

    public static void Name(ModelBuilder model)
    {
        model.Entity<IdentityUserClaim<Guid>>().ToTable("person_claims");
        model.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("person_logins");
            login.Property(one => one.LoginProvider).HasMaxLength(LongestKey);
            login.Property(one => one.ProviderKey).HasMaxLength(LongestKey);
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("person_tokens");
            token.Property(one => one.LoginProvider).HasMaxLength(LongestKey);
            token.Property(one => one.Name).HasMaxLength(LongestKey);
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("person_passkeys");
            passkey.HasKey(one => one.CredentialId);
            passkey.Property(one => one.CredentialId).HasMaxLength(1024); // bytes: https://www.w3.org/TR/webauthn-3/#credential-id
            passkey.OwnsOne(one => one.Data).ToJson("data");
            passkey.HasOne<Person>().WithMany().HasForeignKey(one => one.UserId).IsRequired();
        });
    }
}
