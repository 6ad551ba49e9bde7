// Screens of a referral, of both sides.
export { default as HandOver } from "../../screens/handover/HandOver";
export { default as Referral } from "../../screens/referral/Referral";
export { default as StartReferral } from "../../screens/referral/Start";
export { default as Referrals } from "../../screens/referrals/Referrals";
